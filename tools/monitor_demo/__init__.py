"""Four years of the first report, simulated: people with whole marks that give its Tabel F, asked over HTTP and counted again."""

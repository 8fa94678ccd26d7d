from config.formats import DECLINED

globals().update(DECLINED)

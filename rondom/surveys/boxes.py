"""The locked box of one answer: shut with a key that everybody may have, opened by one that is destroyed at closing.

X25519 with a key made for this box alone, HKDF, AES-GCM. All boxes are of one length; without the private key none tells
anything of what lies in it, also not to the server that shut it.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, NONCE, COUNT = 32, 12, 4
ROOM = 16_384  # bytes that fit; with what is open in five minutes this is far from full
LENGTH = KEY + NONCE + COUNT + ROOM + 16


class TooFull(ValueError):
    """More was written than fits in a box."""


class NotOurs(ValueError):
    """This box was not shut with this lock, or was changed."""


def new_lock() -> tuple[str, str]:
    """The private key and the public one."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex()


def shut(lock: str, content: bytes) -> bytes:
    if len(content) > ROOM:
        raise TooFull
    once = X25519PrivateKey.generate()
    theirs, mine = bytes.fromhex(lock), once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    nonce = secrets.token_bytes(NONCE)
    padded = len(content).to_bytes(COUNT, "big") + content.ljust(ROOM, b"\0")
    return mine + nonce + AESGCM(key_of(shared, mine, theirs)).encrypt(nonce, padded, mine)


def opened(private: str, box: bytes) -> bytes:
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    once, nonce, laid = box[:KEY], box[KEY : KEY + NONCE], box[KEY + NONCE :]
    shared = key.exchange(X25519PublicKey.from_public_bytes(once))
    try:
        padded = AESGCM(key_of(shared, once, key.public_key().public_bytes_raw())).decrypt(nonce, laid, once)
    except InvalidTag as error:
        raise NotOurs from error
    return padded[COUNT : COUNT + int.from_bytes(padded[:COUNT], "big")]


def key_of(shared: bytes, once: bytes, lock: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=once + lock, info=b"rondom survey box").derive(shared)

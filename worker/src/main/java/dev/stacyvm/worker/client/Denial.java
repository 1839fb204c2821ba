package dev.stacyvm.worker.client;

/** Why a call was not granted. */
public enum Denial {
    /** The control plane decided against it (409): the lease is another's. */
    REFUSED,
    /** The token, or what it allows, was not accepted (401, 403). */
    UNAUTHORIZED,
    /** This control plane has no such operation (404, 405). */
    NOT_SUPPORTED,
    /** There is no token that may be sent; nothing was. */
    NO_TOKEN,
    /** No usable answer: unreachable, too slow, broken, or not a control plane. It may have been done all the same. */
    UNAVAILABLE
}

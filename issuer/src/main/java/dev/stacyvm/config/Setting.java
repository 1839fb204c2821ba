package dev.stacyvm.config;

/** A key with its effective value and where that came from. */
record Setting(Key key, Value value, Origin origin) {}

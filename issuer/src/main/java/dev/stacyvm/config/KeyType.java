package dev.stacyvm.config;

/** What a key holds. */
public enum KeyType {
    TEXT(false, Shape.SCALAR),
    /** Text that is never shown. */
    SECRET(true, Shape.SCALAR),
    INTEGER(false, Shape.SCALAR),
    BOOLEAN(false, Shape.SCALAR),
    /** In Go's syntax, such as {@code 30s}; blank is zero. */
    DURATION(false, Shape.SCALAR),
    LIST(false, Shape.LIST),
    SECRET_LIST(true, Shape.LIST),
    MAP(false, Shape.MAP),
    SECRET_MAP(true, Shape.MAP);

    /** How the value is written. */
    enum Shape {
        SCALAR,
        LIST,
        MAP
    }

    private final boolean secret;
    private final Shape shape;

    KeyType(boolean secret, Shape shape) {
        this.secret = secret;
        this.shape = shape;
    }

    /** Whether no message may show the value. */
    public boolean isSecret() {
        return secret;
    }

    Shape shape() {
        return shape;
    }
}

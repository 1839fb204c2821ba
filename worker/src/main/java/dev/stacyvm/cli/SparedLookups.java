package dev.stacyvm.cli;

/**
 * Told before the first library is asked: what it need not look for. The JVM opens every jar of the class path to find
 * that none of them holds a class, and that is a good part of a short command's time.
 */
final class SparedLookups {
    private SparedLookups() {}

    static void tell() {
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    }
}

package dev.stacyvm.torture;

/** Tells what a token is. Called on the plane's event loop, once for each request, in the order of their arrival. */
@FunctionalInterface
interface Judge {
    Sent.Kind judge(String token);
}

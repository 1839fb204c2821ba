/**
 * How events travel. Publishing is one append to the log of this host. Consuming is a port with several
 * implementations and one meaning: ordered per host, at least once, by independent consumers whose positions survive a
 * crash, from any point, never faster than the consumer can take.
 */
@NullMarked
package dev.stacyvm.bus;

import org.jspecify.annotations.NullMarked;

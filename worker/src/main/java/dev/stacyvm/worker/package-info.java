/**
 * The worker: heartbeats, and the leases it keeps. It never ends because of the control plane, the network or a missing
 * token; it says once what is wrong, keeps trying, and says once when it is right again. Everything here belongs to the
 * event loop that started it.
 */
@NullMarked
package dev.stacyvm.worker;

import org.jspecify.annotations.NullMarked;

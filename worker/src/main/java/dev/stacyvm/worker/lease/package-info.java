/**
 * Keeping leases, and acting only while one is held.
 *
 * <h2>What is promised</h2>
 *
 * A holder counts its term from before its request was sent, on three clocks: the monotonic one, the wall clock moving
 * forward, and uptime, which goes on while the machine sleeps. The control plane counts from when it decides, so it
 * never gives the lease to another while {@link dev.stacyvm.worker.lease.LeaseGuard#holds} still says yes. Five per cent
 * of the term are never used: they cover clocks that run at different speeds, and the act itself.
 *
 * <h2>What is not</h2>
 *
 * An act that was begun in time may still be under way when the term ends, and a child that runs on while the worker is
 * stopped, or a machine whose clocks all stood still (a restored snapshot), cannot know. For those the resource itself
 * must refuse a {@link dev.stacyvm.worker.lease.LeaseGuard#generation} lower than the highest it has seen. Two processes
 * with one worker id hold one lease together; the id must be given once.
 *
 * <h2>Threads</h2>
 *
 * A keeper and a child belong to the event loop that started them; a guard may be asked from any thread.
 */
@NullMarked
package dev.stacyvm.worker.lease;

import org.jspecify.annotations.NullMarked;

/**
 * The registry of workers and the leases they hold.
 *
 * <h2>Thread rule</h2>
 *
 * One thread, the writer, owns the leases ({@link dev.stacyvm.controlplane.LeaseBook}) and the database
 * ({@link dev.stacyvm.controlplane.PlaneStore}). Whoever wants something of them submits an operation to
 * {@link dev.stacyvm.controlplane.GroupCommit}, a bounded queue. The writer takes what has gathered there, decides each
 * operation in memory, writes the outcome of all of them in one transaction, and completes their futures only after the
 * commit, on the context that submitted. So no answer that was given is lost by a crash, and one fsync serves many.
 *
 * <p>The registry's rows are in a concurrent map that any thread may read and change; the writer adds the changed ones to
 * its next transaction. A heartbeat is answered before it is written, and a crash may lose the last 200 ms of them: the
 * next heartbeat repeats all that was lost.
 */
@NullMarked
package dev.stacyvm.controlplane;

import org.jspecify.annotations.NullMarked;

/**
 * What a worker asks of its control plane, and how: every call reads the token anew, has a time limit, and ends with an
 * {@link dev.stacyvm.worker.client.Answer}; a future of this package never fails.
 */
@NullMarked
package dev.stacyvm.worker.client;

import org.jspecify.annotations.NullMarked;

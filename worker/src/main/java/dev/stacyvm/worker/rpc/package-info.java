/**
 * What a worker answers when it is called: the worker RPC of the contract, section 3.9, and what is asked of any service
 * (health, readiness, metrics). Everything here belongs to the event loop that started the listener.
 */
@NullMarked
package dev.stacyvm.worker.rpc;

import org.jspecify.annotations.NullMarked;

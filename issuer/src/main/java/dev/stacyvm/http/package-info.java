/** The one home of HTTP servers and clients: limits, request ids, the error shape, timeouts. */
@NullMarked
package dev.stacyvm.http;

import org.jspecify.annotations.NullMarked;

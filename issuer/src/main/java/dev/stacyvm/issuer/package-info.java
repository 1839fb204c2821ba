/**
 * The issuer service: its HTTP routes over the control plane and the minter, and who may call them. Everything here runs
 * on the event loop of its server.
 */
@NullMarked
package dev.stacyvm.issuer;

import org.jspecify.annotations.NullMarked;

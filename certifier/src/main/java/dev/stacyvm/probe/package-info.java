/**
 * Gathers facts about a host, and judges none of them. What the host does (a lying engine, a program that hangs, a file
 * that is a FIFO) is a value; nothing here throws or fails a future for it. Blocking work runs on an executor of its own.
 */
@NullMarked
package dev.stacyvm.probe;

import org.jspecify.annotations.NullMarked;

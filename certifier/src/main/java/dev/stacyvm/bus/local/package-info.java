/**
 * The event log of one host: a SQLite database in the state folder, shared by all processes of one user and safe from
 * their sudden death. All SQL runs on two named threads, one that writes and one that reads; everything else happens on
 * Vert.x contexts.
 */
@NullMarked
package dev.stacyvm.bus.local;

import org.jspecify.annotations.NullMarked;

/** Certification results as CloudEvents 1.0: names of hosts, drafts, the JSON form, and strict reading of what others sent. */
@NullMarked
package dev.stacyvm.event;

import org.jspecify.annotations.NullMarked;

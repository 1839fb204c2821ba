/**
 * The sign-off: the six items an operator collects before a host is called production-ready, in one folder with checksums
 * and, where an issuer is at hand, signatures; and the check of such a folder on any machine.
 */
@NullMarked
package dev.stacyvm.signoff;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps token files fresh, so that no worker restarts for a rotation. Each file is looked after by itself: fetched,
 * checked, replaced in one step, and again at half of the token's life. A failed renewal never touches the file that is
 * there, and no failure ends the renewing.
 *
 * <p>State belongs to the event loop that started the sidecar; files are touched on a named executor only.
 */
@NullMarked
package dev.stacyvm.sidecar;

import org.jspecify.annotations.NullMarked;

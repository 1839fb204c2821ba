package dev.stacyvm.bus;

import java.time.Duration;

/**
 * What a consumer has still to handle.
 *
 * @param events how many
 * @param age how long the oldest of them has been waiting; zero when there is none
 */
public record Backlog(long events, Duration age) {}

package dev.stacyvm.lint;

/** What is wrong with a value, and what to do about it. */
public record Fault(String problem, String fix) {}

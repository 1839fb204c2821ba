package dev.stacyvm.probe;

/**
 * A runtime that is registered with an engine.
 *
 * @param type the containerd shim's type, such as {@code io.containerd.kata.v2}; empty when it is named by a binary
 * @param path the binary, or empty
 */
public record EngineRuntime(String name, String type, String path) {}

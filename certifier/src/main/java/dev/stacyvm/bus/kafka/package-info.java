/**
 * Events on a Kafka cluster: the forwarder that carries a host's log there, and the port through which they are
 * consumed. The clients are those of Vert.x; what blocks in them runs on named threads.
 */
@NullMarked
package dev.stacyvm.bus.kafka;

import org.jspecify.annotations.NullMarked;

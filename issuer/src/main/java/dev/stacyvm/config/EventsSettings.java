package dev.stacyvm.config;

import java.util.List;

/**
 * The section {@code events}.
 *
 * @param stateDir the folder of the event log; blank: the usual state folder
 * @param kafkaBootstrap brokers as {@code host:port}; empty: no Kafka
 */
public record EventsSettings(String stateDir, List<String> kafkaBootstrap) {
    static EventsSettings from(Configuration configuration) {
        return new EventsSettings(
                configuration.text("events.state_dir"),
                configuration.list("events.kafka_bootstrap").stream()
                        .map(String::strip)
                        .filter(broker -> !broker.isEmpty())
                        .toList());
    }
}

package dev.stacyvm.bus.kafka;

import dev.stacyvm.event.EventFormat;
import io.vertx.core.Future;
import io.vertx.kafka.admin.ClusterDescription;
import io.vertx.kafka.admin.Config;
import io.vertx.kafka.admin.ConfigEntry;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.client.common.ConfigResource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a topic that is missing, and looks at one that is there. */
final class Topics {
    /** An event of the longest, and its headers. */
    static final int MAX_RECORD_BYTES = 2 * EventFormat.MAX_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final int PARTITIONS = 6;
    private static final int MAX_REPLICAS = 3;
    private static final Duration KEPT = Duration.ofDays(30);

    private Topics() {}

    /** For events: the broker's time counts, for hosts' clocks are wrong, and positions are found by it. */
    static Map<String, String> forEvents() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(KEPT.toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(MAX_RECORD_BYTES));
    }

    /** For dead letters: the same letter again replaces itself. */
    static Map<String, String> forDeadLetters() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(KEPT.toMillis()));
    }

    /**
     * Makes sure that the topic is there. One that differs from {@code wanted} is used as it is, and that is logged.
     *
     * @return the cluster's id; fails when no broker answers or the topic is missing and may not be made
     */
    static Future<String> ensure(KafkaAdminClient admin, String topic, Map<String, String> wanted) {
        return admin.describeCluster()
                .compose(cluster -> admin.describeTopics(List.of(topic))
                        .<Void>mapEmpty()
                        .compose(there -> look(admin, topic, wanted))
                        .recover(failure -> Failures.topicIsMissing(failure)
                                ? create(admin, topic, settings(wanted, cluster), cluster)
                                : Future.failedFuture(failure))
                        .map(cluster.getClusterId()));
    }

    private static Map<String, String> settings(Map<String, String> wanted, ClusterDescription cluster) {
        Map<String, String> all = new HashMap<>(wanted);
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replicas(cluster) - 1)));
        return all;
    }

    private static short replicas(ClusterDescription cluster) {
        return (short) Math.min(MAX_REPLICAS, Math.max(1, cluster.getNodes().size()));
    }

    private static Future<Void> create(
            KafkaAdminClient admin, String topic, Map<String, String> settings, ClusterDescription cluster) {
        NewTopic made = new NewTopic(topic, PARTITIONS, replicas(cluster)).setConfig(settings);
        return admin.createTopics(List.of(made))
                .onSuccess(created -> LOG.info("topic made topic={} partitions={}", topic, PARTITIONS))
                .recover(failure ->
                        Failures.topicIsThere(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private static Future<Void> look(KafkaAdminClient admin, String topic, Map<String, String> wanted) {
        ConfigResource resource = new ConfigResource(org.apache.kafka.common.config.ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .onSuccess(found -> found.values().forEach(config -> compare(topic, config, wanted)))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static void compare(String topic, Config config, Map<String, String> wanted) {
        for (ConfigEntry entry : config.getEntries()) {
            String want = wanted.get(entry.getName());
            if (want != null && !want.equals(entry.getValue())) {
                LOG.warn(
                        "a topic is not set as expected topic={} setting={} value={} expected={}",
                        topic,
                        entry.getName(),
                        entry.getValue(),
                        want);
            }
        }
    }
}

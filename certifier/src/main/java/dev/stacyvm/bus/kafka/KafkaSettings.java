package dev.stacyvm.bus.kafka;

import dev.stacyvm.token.TokenSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;

/**
 * Which cluster, and how it is reached.
 *
 * @param bootstrap one or more {@code host:port}
 * @param topic where certifications go; what could not be processed goes to {@code <topic>.dead-letters}
 * @param connection TLS and SASL
 * @param token where the token for SASL OAUTHBEARER comes from; used when the connection asks for that mechanism or
 *     names none
 */
public record KafkaSettings(List<String> bootstrap, String topic, Connection connection, Optional<TokenSource> token) {
    /** Where certifications go unless another topic is named. */
    public static final String TOPIC = "stacyvm.certifications";

    private static final Pattern BROKER = Pattern.compile("[^\\s,:]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}");
    private static final int TIMEOUT_MS = 10_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /** Brokers from {@code H:P,H:P}; throws {@link IllegalArgumentException} when any is of another form. */
    public static List<String> brokers(String text) {
        List<String> words = List.of(text.split(",", -1));
        requireBrokers(words);
        return words;
    }

    public KafkaSettings {
        requireBrokers(bootstrap);
    }

    private static void requireBrokers(List<String> bootstrap) {
        if (bootstrap.isEmpty() || !bootstrap.stream().allMatch(KafkaSettings::isBroker)) {
            throw new IllegalArgumentException("Kafka brokers are named as host:port, separated by commas");
        }
    }

    /** A cluster on a plain connection, with the usual topic. */
    public static KafkaSettings of(List<String> bootstrap) {
        return new KafkaSettings(bootstrap, TOPIC, Connection.PLAIN, Optional.empty());
    }

    public KafkaSettings withConnection(Connection other) {
        return new KafkaSettings(bootstrap, topic, other, token);
    }

    public KafkaSettings withToken(TokenSource source) {
        return new KafkaSettings(bootstrap, topic, connection, Optional.of(source));
    }

    public KafkaSettings withTopic(String name) {
        return new KafkaSettings(bootstrap, name, connection, token);
    }

    private static boolean isBroker(String word) {
        return BROKER.matcher(word).matches();
    }

    /** The brokers as an operator named them. */
    String servers() {
        return String.join(",", bootstrap);
    }

    /** What every client of the cluster is made with. */
    Properties client() {
        Properties all = new Properties();
        all.putAll(connection.settings());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        all.put("enable.metrics.push", "false");
        all.put("auto.include.jmx.reporter", "false");
        token.ifPresent(source -> authenticate(all, source));
        return all;
    }

    /** The login reads our token source; Kafka's own readers of token files take anything they find. */
    private static void authenticate(Properties all, TokenSource source) {
        all.putIfAbsent(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        all.putIfAbsent(SaslConfigs.SASL_MECHANISM, "OAUTHBEARER");
        if (!"OAUTHBEARER".equals(all.get(SaslConfigs.SASL_MECHANISM))) {
            return;
        }
        all.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        all.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class.getName());
        all.put(SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS, TokenSourceRetriever.class.getName());
        all.put(SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, ClientJwtValidator.class.getName());
        all.put(TokenSourceRetriever.SOURCE, source);
        // The usual 60 s and 300 s are longer than our tokens live.
        all.put(SaslConfigs.SASL_LOGIN_REFRESH_MIN_PERIOD_SECONDS, (short) 1);
        all.put(SaslConfigs.SASL_LOGIN_REFRESH_BUFFER_SECONDS, (short) 2);
    }
}

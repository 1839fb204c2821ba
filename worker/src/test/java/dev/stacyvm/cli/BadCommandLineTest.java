package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadCommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a command is missing",
                "nonsense | nonsense",
                "up --ports 1 | --ports",
                "up --port 70000 | --port is 70000; choose one from 1 to 65535",
                "up --port many | many",
                "up --token-ttl soon | \"soon\" is not a duration; write it like 30s",
                "up --token-ttl 1s | --token-ttl is 1s; choose one from 5s to 15m0s",
                "up --token-ttl | --token-ttl",
                "up --heartbeat-interval 0s | --heartbeat-interval is 0s; choose one from 100ms",
                "up --heartbeat-interval -5s | --heartbeat-interval",
                "up --worker-id a/b | \"a/b\" is not valid",
                "worker --control-plane control-plane:7423 | needs a scheme and a host",
                "worker --control-plane 127.0.0.1:7423 | write it like https://",
                "worker --control-plane http://u:p@h:1 | carries credentials",
                "worker --control-plane http://h:1/x | must end after the host and port",
                "worker --heartbeat-interval 0s --worker-token-file f | --heartbeat-interval is 0s; choose one from 100ms",
                "worker --heartbeat-interval -30s --worker-token-file f | --heartbeat-interval",
                "worker --heartbeat-interval 2562047h --worker-token-file f | choose one from 100ms to 1h0m0s",
                "worker --lease x --lease-ttl 1ms --worker-token-file f | --lease-ttl is 1ms; choose one from 1s",
                "worker --id .hidden --worker-token-file f | \".hidden\" is not valid",
                "worker --bootstrap-admin-key a --bootstrap-admin-key-file b | exclude each other",
                "worker --worker-token-file a --worker-token b | exclude each other",
                "worker --lease-exec true | --lease-exec needs a lease",
                "worker --lease a/b --worker-token-file f | \"a/b\" is not valid",
                "worker --id local --worker-token-file f | reserved",
                "worker --control-plane http://h:1?x=1 | must end after the host and port",
                "worker --control-plane ftp://h | needs a scheme and a host",
                "worker --control-plane http://control_plane:7423 | a character that no host name has",
                "worker --control-plane http:// | is malformed; write it like https://",
                "worker --control-plane http://h:99999 | names a port that does not exist",
                "worker --control-plane http://h: | names a port that does not exist",
                "worker --lease-ttl 5s --worker-token-file f | add --lease RESOURCE",
                "worker --id a/b --worker-token-file f | \"a/b\" is not valid",
                "worker --id Ä --worker-token-file f | is not valid",
                "worker --id a:b --worker-token-file f | is not valid",
                "worker --heartbeat-interval 99ms --worker-token-file f | choose one from 100ms",
                "worker --heartbeat-interval 30 --worker-token-file f | \"30\" is not a duration",
                "worker --heartbeat-interval 99999999999h --worker-token-file f | longer than a duration can be",
                "worker --lease x --lease-ttl 0s --worker-token-file f | --lease-ttl is 0s; choose one from 1s",
                "worker --lease x --lease x --worker-token-file f | a lease is named twice; name each resource once",
                "worker --lease x --lease-ttl 25h --worker-token-file f | to 24h0m0s",
                "worker --worker-token-file= | --worker-token-file is blank",
                "worker --once --lease x --worker-token-file f | leave out one of --once and --lease",
                "worker --listen 7430 --worker-token-file f | \"7430\" is not a listen address",
                "worker --listen 127.0.0.1:70000 --worker-token-file f | 70000",
                "worker --listen 127.0.0.1:0 --advertise-url worker-a:1 --worker-token-file f | needs a scheme and a host",
                "worker --advertise-url http://h:1 --worker-token-file f | add --listen HOST:PORT",
                "worker --rpc-keys-file k --worker-token-file f | add --listen HOST:PORT",
                "worker --compat-shared-key k --worker-token-file f | add --listen HOST:PORT",
                "worker --worker-token-file f extra | extra",
                "worker token | WORKER-ID",
                "worker token w --ttl 16m | --ttl is 16m0s",
                "worker token w --audience kafka | \"kafka\" is not an audience",
                "worker token w --not-before -1s | --not-before",
                "worker token w --format yaml | yaml",
                "worker token rotation-plan --new-key-ref= | blank",
                "issuer | a command is missing",
                "issuer serve | --store",
                "issuer serve --store s --admin-api-key-file k --signing-key-file k --tls-cert-file c | go together",
                "issuer serve --store s --admin-api-key-file k --signing-key-file k --tls-client-ca-file c | needs --tls-cert-file",
                "issuer serve --store s | there is no admin API key",
                "issuer serve --store s --admin-api-key-file k --token-key-file t --verification-key-file v | goes with --signing-key-file",
                "sidecar | --worker-id",
                "sidecar --worker-id w --key-file k --output kafak=o | \"kafak\" is no audience a token can have",
                "sidecar --worker-id w --key-file k --output worker:rpc+kafka=o | is no audience a token can have",
                "sidecar --worker-id w --key-file k --output saml/kafka=o | is no audience a token can have",
                "sidecar --worker-id w --key-file k --output worker-v1/kafka=o | kafka takes no worker-v1 token",
                "sidecar --worker-id w --key-file k --output kafka= | names no file",
                "sidecar --worker-id w --admin-api-key-file k --output o --listen 9090 | \"9090\" is not a listen address",
                "certify runtime podman | \"podman\" is not a runtime; choose one of all, docker",
                "certify runtime --format yaml | \"yaml\" is not a format; choose text, json, markdown or junit",
                "certify worker-identity a/b | \"a/b\" is not valid",
                "recorder | --artifacts",
                "completion fish | fish"
            })
    void isRefusedInOneSentenceWithExitCodeTwo(String line, String why) {
        Run run = Run.of(folder, line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.err()).contains(why).startsWith("stacyvm: ").contains("--help");
        assertThat(run.err().strip()).doesNotContain("\n").doesNotContain("\tat ");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCredentialInAUrlIsNotRepeated() {
        Run run = Run.of(folder, "worker", "--control-plane", "http://user:hunter2@host:1");

        assertThat(run.err()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"up", "worker", "worker token", "issuer serve", "sidecar", "certify runtime", "recorder", "version"})
    void everyCommandHasAHelpThatEndsWell(String command) {
        Run run = Run.of(folder, (command + " --help").split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Usage: stacyvm " + command).contains("--help");
    }
}

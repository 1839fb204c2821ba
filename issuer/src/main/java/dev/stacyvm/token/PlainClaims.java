package dev.stacyvm.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the payload every issuer writes in practice: the seven known claims, each at most once, printable ASCII without
 * escapes, no white space. It is the fast way to what {@link ClaimsReader} would read, and declines everything else.
 */
final class PlainClaims {
    private static final int MAX_SCOPES = 64;
    private static final boolean[] PLAIN = plain();

    /** The words that are in every token: each is made once, and so is its hash. */
    private static final Word[] WORDS = words();

    /** The length of {@code worker}, before the colon. */
    private static final int PREFIX = 6;

    private static final byte[][] NAMES = {
        name("worker_id"), name("jti"), name("aud"), name("scopes"), name("exp"), name("iat"), name("nbf")
    };

    private static final class Word {
        private final String text;
        private final byte[] bytes;

        Word(String text) {
            this.text = text;
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final byte[] json;
    private final String[] texts = {"", "", ""};
    private final long[] times = new long[3];
    private Optional<List<String>> scopes = Optional.empty();
    private int seen;
    private int likely;
    private int at;

    private PlainClaims(byte[] json) {
        this.json = json;
    }

    /** The claims, or empty when the payload is not plain; it may still be a good one. */
    static Optional<WorkerV1Claims> read(byte[] json) {
        PlainClaims plain = new PlainClaims(json);
        return plain.object()
                ? Optional.of(new WorkerV1Claims(
                        plain.texts[0],
                        plain.texts[1],
                        plain.texts[2],
                        plain.scopes,
                        plain.times[0],
                        plain.times[1],
                        plain.times[2]))
                : Optional.empty();
    }

    private boolean object() {
        if (!eat('{')) {
            return false;
        }
        do {
            if (!member()) {
                return false;
            }
        } while (eat(','));
        return eat('}') && at == json.length;
    }

    private boolean member() {
        int claim = claim();
        if (claim < 0 || (seen & (1 << claim)) != 0) {
            return false;
        }
        seen |= 1 << claim;
        if (claim < 3) {
            texts[claim] = text();
            return !texts[claim].isEmpty();
        }
        if (claim == 3) {
            return list();
        }
        times[claim - 4] = time();
        return times[claim - 4] > 0;
    }

    /** Tries first what follows the claim before, because issuers keep one order. */
    private int claim() {
        for (int tried = 0; tried < NAMES.length; tried++) {
            byte[] name = NAMES[likely];
            int claim = likely;
            likely = likely == NAMES.length - 1 ? 0 : likely + 1;
            int end = at + name.length;
            if (end <= json.length && Arrays.equals(json, at, end, name, 0, name.length)) {
                at = end;
                return claim;
            }
        }
        return -1;
    }

    /** The text of a plain string, or nothing when it is empty or not plain. */
    private String text() {
        if (!eat('"')) {
            return "";
        }
        int start = at;
        int end = start;
        while (end < json.length && PLAIN[json[end] & 0xFF]) {
            end++;
        }
        at = end;
        return eat('"') ? string(start, end) : "";
    }

    private String string(int start, int end) {
        if (end - start > PREFIX && json[start + PREFIX] == ':') {
            for (Word word : WORDS) {
                if (Arrays.equals(json, start, end, word.bytes, 0, word.bytes.length)) {
                    return word.text;
                }
            }
        }
        return new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Digits without sign or leading zero that stay below 2^40, else 0. */
    private long time() {
        long value = 0;
        if (at < json.length && json[at] == '0') {
            return 0;
        }
        while (at < json.length && json[at] >= '0' && json[at] <= '9' && value < ClaimsReader.TIME_LIMIT) {
            value = value * 10 + (json[at++] - '0');
        }
        return value < ClaimsReader.TIME_LIMIT ? value : 0;
    }

    private boolean list() {
        List<String> values = new ArrayList<>();
        if (!eat('[')) {
            return false;
        }
        do {
            String value = text();
            if (value.isEmpty() || values.size() == MAX_SCOPES) {
                return false;
            }
            values.add(value);
        } while (eat(','));
        scopes = Optional.of(values);
        return eat(']');
    }

    private boolean eat(char expected) {
        if (at < json.length && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        Arrays.fill(plain, ' ', 0x7F, true);
        plain['"'] = false;
        plain['\\'] = false;
        return plain;
    }

    private static Word[] words() {
        Stream<String> scopes = Scope.all().stream().map(Scope::claim);
        Stream<String> audiences = Arrays.stream(Audience.values()).map(Audience::claim);
        return Stream.concat(audiences, scopes)
                .filter(word -> word.indexOf(':') == PREFIX)
                .map(Word::new)
                .toArray(Word[]::new);
    }

    private static byte[] name(String claim) {
        return ("\"" + claim + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.stacyvm.cli;

import dev.stacyvm.app.SidecarOutput;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.Printable;
import java.util.Optional;

/**
 * A token file as it is named: {@code FILE}, {@code kafka=FILE}, {@code worker:control-plane+kafka=FILE} or
 * {@code worker-v1/worker:rpc=FILE}. A file whose own name holds the sign is written with its folder, {@code ./a=b}.
 *
 * @param audiences empty for the command's
 * @param format empty for the issuer's
 */
record TokenOutput(Optional<Audiences> audiences, Optional<TokenFormat> format, String file) {
    private static final int MAX_SHOWN = 60;

    static TokenOutput parse(String words) {
        int sign = words.indexOf('=');
        boolean named = sign >= 0 && !words.startsWith("/") && !words.startsWith(".");
        String file = named ? words.substring(sign + 1) : words;
        if (file.isBlank()) {
            throw new IllegalArgumentException("\"" + Printable.of(words, MAX_SHOWN) + "\" names no file");
        }
        return named ? of(words.substring(0, sign), file) : new TokenOutput(Optional.empty(), Optional.empty(), file);
    }

    private static TokenOutput of(String what, String file) {
        int slash = what.indexOf('/');
        Optional<TokenFormat> format = slash < 0 ? Optional.empty() : TokenFormat.of(what.substring(0, slash));
        Optional<Audiences> audiences = Audiences.parse(what.substring(slash + 1));
        if (audiences.isEmpty() || (slash >= 0 && format.isEmpty())) {
            throw new IllegalArgumentException("\"" + Printable.of(what, MAX_SHOWN)
                    + "\" is no audience a token can have; choose worker:control-plane, worker:rpc, kafka or"
                    + " worker:control-plane+kafka, with jwt/ or worker-v1/ before it");
        }
        if (format.equals(Optional.of(TokenFormat.WORKER_V1)) && audiences.get().contains(Audience.KAFKA)) {
            throw new IllegalArgumentException("kafka takes no worker-v1 token; ask for a jwt");
        }
        return new TokenOutput(audiences, format, file);
    }

    SidecarOutput at(Terminal terminal, Audience usual) {
        return new SidecarOutput(audiences.orElse(Audiences.of(usual)), format, terminal.resolve(file));
    }
}

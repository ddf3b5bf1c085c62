package io.leadhook.receive;

import java.util.List;

/** How several signatures share one header. */
enum SignatureList {
    /** There is one only. */
    NONE,
    /** {@code v1,abc v1,def}. */
    SPACE,
    /** {@code t=1700000000,v1=abc,v1=def}. */
    COMMA;

    // More than any sender has; each costs a comparison, or with Ed25519 a verification.
    private static final int MOST = 16;

    /** The entries; none if there are more than anybody needs. */
    List<String> split(String header) {
        String[] entries = switch (this) {
            case NONE -> new String[] {header};
            case SPACE -> header.split(" ", MOST + 1);
            case COMMA -> header.split(",", MOST + 1);
        };
        return entries.length > MOST ? List.of() : List.of(entries);
    }
}

package io.leadhook.console;

/** Somebody who may log in. Immutable. */
record Account(String name, String passwordHash, Role role) {
    /** Never the hash. */
    @Override
    public String toString() {
        return name + " (" + role.lowerCase() + ")";
    }
}

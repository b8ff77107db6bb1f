package dev.orgworks.domain.users;

/** A password as it is kept: by which algorithm, and its hash. */
public record KeptPassword(String hash) {

    /** Never the hash itself: records are printed more easily than one thinks. */
    @Override
    public String toString() {
        return "KeptPassword[hidden]";
    }
}

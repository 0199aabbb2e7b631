package org.parhelion.mesh.io;

/** A checkpoint that cannot be used; the message says why, without the file's name, so that it can follow it. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is the matter with it. */
    public enum Kind {
        /** Cut off, overwritten or with bits flipped: an older one may serve. */
        DAMAGED,
        /** Cannot be read: no file, no permission, a failing disk. */
        UNREADABLE,
        /** No checkpoint at all. */
        FOREIGN,
        /** Of another version or run: nothing is wrong with the file. */
        OTHER
    }

    private final Kind kind;

    public CheckpointException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public CheckpointException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

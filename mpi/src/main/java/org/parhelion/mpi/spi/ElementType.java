package org.parhelion.mpi.spi;

/** What a message is made of. */
public enum ElementType {
    DOUBLE(Double.BYTES),
    INT(Integer.BYTES),
    LONG(Long.BYTES),
    BYTE(Byte.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The type's name in Java: {@code double}, {@code int}, {@code long}, {@code byte}. */
    public String javaName() {
        return switch (this) {
            case DOUBLE -> "double";
            case INT -> "int";
            case LONG -> "long";
            case BYTE -> "byte";
        };
    }
}

package org.parhelion.mesh.io;

/**
 * Arithmetic on CRC-32C checksums (Castagnoli; RFC 3720, appendix B.4) that puts the checksum of a whole together from those
 * of its pieces, in any order: a checksum is linear over GF(2), and a piece counts times x^(8 n) modulo the polynomial, n
 * being the bytes after it. The products are those of zlib's {@code crc32_combine} (M. Adler).
 */
final class Crc32c {
    /** The polynomial 0x1EDC6F41 with its bits reversed. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int ONE = 0x80000000;

    /** x^(2^i). */
    private static final int[] POWERS = powers();

    private Crc32c() {}

    private static int[] powers() {
        int[] powers = new int[Long.SIZE];
        powers[0] = ONE >>> 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = product(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }

    /** a b modulo the polynomial. */
    private static int product(int a, int b) {
        int sum = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                sum ^= shifted;
            }
            shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
        }
        return sum;
    }

    /** x^(8 bytes) modulo the polynomial: what {@link #shifted} takes. */
    static int shift(long bytes) {
        int power = ONE;
        int place = 3;
        for (long rest = bytes; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = product(POWERS[place], power);
            }
            place++;
        }
        return power;
    }

    /** The part that a piece has in a whole: {@code bare} is {@link #bare} of it, {@code shift} of the bytes after it. */
    static int shifted(int bare, int shift) {
        return product(shift, bare);
    }

    /** A piece's checksum as {@link java.util.zip.CRC32C} gives it, freed of what its length alone puts in. */
    static int bare(int checksum, int shiftOfLength) {
        return checksum ^ ofZeros(shiftOfLength);
    }

    /** The checksum of so many zero bytes. */
    static int ofZeros(int shiftOfLength) {
        return ~product(shiftOfLength, -1);
    }
}

package org.parhelion.mesh.io;

import java.util.List;
import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;

/**
 * A field in a checkpoint: all its points in {@code [z][y][x]} order as little-endian doubles, one after another, whoever
 * wrote them.
 *
 * @param points global numbers along x, y, z
 * @param offset of its first byte after the header
 * @param blockBytes bytes that have a checksum in common; the last block may be shorter
 * @param checksums CRC-32C of each block
 */
public record StoredField(
        String name,
        Role role,
        Location location,
        List<Integer> points,
        long offset,
        int blockBytes,
        List<Integer> checksums) {
    private static final int LEAST_BLOCK = 1 << 16;
    private static final int MOST_BLOCK = 1 << 30;
    private static final int MANY_BLOCKS = 8192;

    /** What a field is for. */
    public enum Role {
        /** One of the fields that are computed. */
        FIELD,
        /** What a scheme remembers of earlier steps. */
        HISTORY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StoredField {
        points = List.copyOf(points);
        checksums = List.copyOf(checksums);
    }

    /** A field as it is to be written from that byte after the header on; checksums yet unknown. */
    static StoredField of(Field field, Role role, long offset) {
        CartesianGrid grid = field.grid();
        Location location = field.location();
        List<Integer> points =
                List.of(grid.points(Axis.X, location), grid.points(Axis.Y, location), grid.points(Axis.Z, location));
        return new StoredField(field.name(), role, location, points, offset, blockBytes(bytes(points)), List.of());
    }

    /** Of a field so large. Not so small that a header becomes long, nor so large that a damage is hard to find. */
    static int blockBytes(long bytes) {
        int block = LEAST_BLOCK;
        while (block < MOST_BLOCK && bytes / block > MANY_BLOCKS) {
            block *= 2;
        }
        return block;
    }

    StoredField withChecksums(List<Integer> known) {
        return new StoredField(name, role, location, points, offset, blockBytes, known);
    }

    /** Bytes of all points. */
    public long bytes() {
        return bytes(points);
    }

    private static long bytes(List<Integer> points) {
        return Math.multiplyExact(
                Math.multiplyExact((long) points.get(0), (long) points.get(1)),
                Math.multiplyExact((long) points.get(2), (long) Double.BYTES));
    }

    /** One past its last byte after the header. */
    long end() {
        return Math.addExact(offset, bytes());
    }

    int blocks() {
        return Math.toIntExact((bytes() + blockBytes - 1) / blockBytes);
    }

    /** Whether a field has these points at these places. */
    boolean fits(Field field) {
        return points.equals(of(field, role, offset).points) && location == field.location();
    }

    /** {@code field T, block 3 of 12 (bytes 70000 to 135535 of the file)}. */
    String blockName(int block, long headerLength) {
        long from = headerLength + offset + (long) block * blockBytes;
        return "field " + name + ", block " + (block + 1) + " of " + blocks() + " (bytes " + from + " to "
                + (Math.min(headerLength + end(), from + blockBytes) - 1) + " of the file)";
    }
}

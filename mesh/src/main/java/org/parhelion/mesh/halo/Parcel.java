package org.parhelion.mesh.halo;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;

/**
 * A box of a message, or two boxes that lie in the same rows, and the ways to copy them. Long rows go to and from
 * the message whole. Points of short rows (a face across the fastest axis has rows of one or two, each in a cache line of its own) go one
 * by one, a column at a time; see {@link ColumnCopy}.
 */
final class Parcel {
    private final Part first;
    /** Null, or as {@link #first} but somewhere else in the same rows, perhaps in another message. */
    private final Part second;

    private final Box box;
    /** Null for long rows. */
    private final ColumnCopy columns;

    /** A box of a message. */
    static final class Part {
        private final Field field;
        private final Box box;
        private final DoubleBuffer message;
        private final int position;

        /** @param position where the box begins in the message */
        Part(Field field, Box box, DoubleBuffer message, int position) {
            this.field = field;
            this.box = box;
            this.message = message;
            this.position = position;
        }

        private boolean isAcross(Part other) {
            int gap = other.box.start() - box.start();
            return field == other.field
                    && box.hasShortRows()
                    && box.nx() == other.box.nx()
                    && box.ny() == other.box.ny()
                    && box.nz() == other.box.nz()
                    && gap != 0
                    && Math.abs(gap) < box.rowStride();
        }
    }

    private Parcel(Part first, Part second) {
        this.first = first;
        this.second = second;
        this.box = first.box;
        this.columns = box.hasShortRows() ? ColumnCopy.of(shape()) : null;
    }

    private ColumnCopy.Shape shape() {
        int gap = second == null ? 0 : second.box.start() - box.start();
        int position = second == null ? 0 : second.position;
        return new ColumnCopy.Shape(
                box.start(),
                box.nx(),
                box.ny(),
                box.nz(),
                box.rowStride(),
                box.planeStride(),
                first.position,
                gap,
                position);
    }

    /** By message, what to pack before it is complete: a pair belongs to the first message that has part in it. */
    static Parcel[][] of(HaloMessage[] messages) {
        List<Part> left = new ArrayList<>();
        for (HaloMessage message : messages) {
            left.addAll(message.parts());
        }
        Parcel[][] parcels = new Parcel[messages.length][];
        for (int n = 0; n < messages.length; n++) {
            List<Parcel> own = new ArrayList<>();
            for (Part part : messages[n].parts()) {
                if (left.remove(part)) {
                    Part across =
                            left.stream().filter(part::isAcross).findFirst().orElse(null);
                    left.remove(across);
                    own.add(new Parcel(part, across));
                }
            }
            parcels[n] = own.toArray(new Parcel[0]);
        }
        return parcels;
    }

    void pack() {
        double[] data = first.field.data();
        if (columns != null) {
            columns.pack(data, first.message, second == null ? null : second.message);
            return;
        }
        for (int k = 0; k < box.nz(); k++) {
            for (int j = 0; j < box.ny(); j++) {
                first.message.put(row(j, k), data, point(j, k), box.nx());
            }
        }
    }

    void unpack() {
        double[] data = first.field.data();
        if (columns != null) {
            columns.unpack(data, first.message, second == null ? null : second.message);
            return;
        }
        for (int k = 0; k < box.nz(); k++) {
            for (int j = 0; j < box.ny(); j++) {
                first.message.get(row(j, k), data, point(j, k), box.nx());
            }
        }
    }

    private int row(int j, int k) {
        return first.position + (k * box.ny() + j) * box.nx();
    }

    private int point(int j, int k) {
        return box.start() + j * box.rowStride() + k * box.planeStride();
    }
}

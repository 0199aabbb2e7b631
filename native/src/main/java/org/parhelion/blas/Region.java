package org.parhelion.blas;

/**
 * The elements that an operand has: lines of equal length, their starts a stride apart. Of a triangular or symmetric matrix
 * it is the whole square, whichever triangle is read.
 *
 * @param base the array or, for native memory, null (address known) or the buffer (address unknown)
 * @param start its first element, counted from the base or in elements of the address space
 */
record Region(String name, Object base, long start, int lines, int length, long stride) {
    static Region matrix(String name, Doubles storage, Order order, int rows, int columns, int ld) {
        boolean byRows = order == Order.ROW_MAJOR;
        return of(name, storage, byRows ? rows : columns, byRows ? columns : rows, ld);
    }

    static Region matrix(String name, Floats storage, Order order, int rows, int columns, int ld) {
        boolean byRows = order == Order.ROW_MAJOR;
        int lines = byRows ? rows : columns;
        int length = byRows ? columns : rows;
        if (storage.isHeap()) {
            return new Region(name, storage.array(), storage.offset(), lines, length, ld);
        }
        return NativeLibrary.obstacle().isPresent()
                ? new Region(name, storage.buffer(), storage.offset(), lines, length, ld)
                : new Region(name, null, aligned(name, storage.place(), Float.BYTES), lines, length, ld);
    }

    static Region vector(String name, Doubles storage, int n, int increment) {
        return increment == 1 || increment == -1
                ? of(name, storage, 1, n, Math.max(1, n))
                : of(name, storage, n, 1, Math.abs((long) increment));
    }

    private static Region of(String name, Doubles storage, int lines, int length, long stride) {
        if (storage.isHeap()) {
            return new Region(name, storage.array(), storage.offset(), lines, length, stride);
        }
        return NativeLibrary.obstacle().isPresent()
                ? new Region(name, storage.buffer(), storage.offset(), lines, length, stride)
                : new Region(name, null, aligned(name, storage.place(), Double.BYTES), lines, length, stride);
    }

    private static long aligned(String name, long address, int bytes) {
        if (address % bytes != 0) {
            throw new IllegalArgumentException(
                    name + " starts at the address " + address + ", which is no multiple of " + bytes);
        }
        return address / bytes;
    }

    /**
     * Nothing that is written may also be read.
     *
     * @throws IllegalArgumentException this output and the input have an element in common
     */
    void mustBeApartFrom(Region input) {
        if (base == input.base && intersects(input)) {
            throw new IllegalArgumentException(
                    name + " overlaps " + input.name + ": what is written must not share elements with what is read");
        }
    }

    private boolean intersects(Region other) {
        if (lines == 0
                || length == 0
                || other.lines == 0
                || other.length == 0
                || end() <= other.start
                || other.end() <= start) {
            return false;
        }
        return lines <= other.lines ? other.meetsALineOf(this) : meetsALineOf(other);
    }

    private long end() {
        return start + (lines - 1) * stride + length;
    }

    /** The first line here that ends after the start of that line must begin before its end. */
    private boolean meetsALineOf(Region other) {
        for (int line = 0; line < other.lines; line++) {
            long from = other.start + line * other.stride - start;
            long first = Math.max(0, Math.floorDiv(from - length, stride) + 1);
            if (first < lines && first * stride < from + other.length) {
                return true;
            }
        }
        return false;
    }
}

package org.parhelion.mesh.halo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.DoubleBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies columns of points, one in each row of a plane, to and from messages: of one face across the fastest axis, or of the two faces side
 * by side. The end of a row and the start of the next are neighbours in memory, so that side by side each cache line comes in
 * once.
 *
 * <p>For large faces the loops are compiled for the very strides: with strides that the compiler does not know it checks each
 * index, and fewer cache lines are under way at a time (102 instead of 72 microseconds for both faces of 128<sup>3</sup>
 * points there and back).
 */
interface ColumnCopy {
    /** Points from which a class of its own is worth its making. */
    int LARGE = 2048;

    /** Shapes for which there are such classes, at most. */
    int MOST = 64;

    /**
     * Where columns lie.
     *
     * @param start first point of the first column in the field
     * @param width columns side by side
     * @param rows points of a column in each plane
     * @param planes number of planes
     * @param rowStride distance of rows in the field
     * @param planeStride distance of planes in the field
     * @param first where the first column's points begin in their message
     * @param gap distance of the second face from the first in the field; 0 when there is only one
     * @param second as {@code first}, for the second face
     */
    record Shape(
            int start,
            int width,
            int rows,
            int planes,
            int rowStride,
            int planeStride,
            int first,
            int gap,
            int second) {}

    /**
     * @param data the field's storage
     * @param one message for the first face
     * @param other message for the second face, if there is one
     */
    void pack(double[] data, DoubleBuffer one, DoubleBuffer other);

    /** The other way round, the last planes first: their cache lines are still near from the packing. */
    void unpack(double[] data, DoubleBuffer one, DoubleBuffer other);

    static ColumnCopy of(Shape shape) {
        if (shape.rows() * shape.planes() < LARGE) {
            return new GeneralColumns(shape);
        }
        return Specialized.OF_SHAPES.size() < MOST
                ? Specialized.OF_SHAPES.computeIfAbsent(shape, Specialized::make)
                : Specialized.OF_SHAPES.getOrDefault(shape, new GeneralColumns(shape));
    }

    /** Classes made from {@link SpecializedColumns}, one for each shape. */
    final class Specialized {
        private static final Map<Shape, ColumnCopy> OF_SHAPES = new ConcurrentHashMap<>();

        private Specialized() {}

        private static ColumnCopy make(Shape shape) {
            String name = SpecializedColumns.class.getSimpleName() + ".class";
            try (InputStream template = ColumnCopy.class.getResourceAsStream(name)) {
                Lookup made =
                        MethodHandles.lookup().defineHiddenClassWithClassData(template.readAllBytes(), shape, true);
                return (ColumnCopy) made.lookupClass().getDeclaredConstructor().newInstance();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}

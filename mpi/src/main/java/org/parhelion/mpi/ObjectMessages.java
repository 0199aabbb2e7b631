package org.parhelion.mpi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Serializable values as messages: for set-up, not for a time step. */
final class ObjectMessages {
    private ObjectMessages() {}

    static void send(Communicator group, Serializable value, int destination, int tag) {
        group.send(bytes(value), destination, tag);
    }

    static <T extends Serializable> T recv(Communicator group, Class<T> type, int source, int tag) {
        Status coming = group.probe(source, tag);
        byte[] bytes = new byte[coming.bytes()];
        group.recv(bytes, coming.source(), coming.tag());
        return coming.source() == Communicator.NO_RANK ? null : value(type, bytes);
    }

    static <T extends Serializable> T broadcast(Communicator group, Class<T> type, T value, int root) {
        boolean onRoot = group.rank() == root;
        byte[] bytes = onRoot ? bytes(value) : new byte[0];
        int[] length = {bytes.length};
        group.broadcast(length, root);
        if (!onRoot) {
            bytes = new byte[length[0]];
        }
        group.broadcast(bytes, root);
        return onRoot ? value : value(type, bytes);
    }

    static <T extends Serializable> List<T> allGather(Communicator group, Class<T> type, T value) {
        byte[] mine = bytes(value);
        int[] lengths = new int[group.size()];
        group.allGather(new int[] {mine.length}, lengths);
        byte[] all = new byte[total(lengths)];
        group.allGatherv(mine, all, lengths);
        return values(type, all, lengths);
    }

    static <T extends Serializable> List<T> gather(Communicator group, Class<T> type, T value, int root) {
        byte[] mine = bytes(value);
        boolean onRoot = group.rank() == root;
        int[] lengths = onRoot ? new int[group.size()] : null;
        group.gather(new int[] {mine.length}, lengths, root);
        byte[] all = onRoot ? new byte[total(lengths)] : null;
        group.gatherv(mine, all, lengths, root);
        return onRoot ? values(type, all, lengths) : List.of();
    }

    private static int total(int[] lengths) {
        long total = Arrays.stream(lengths).asLongStream().sum();
        if (total > Integer.MAX_VALUE - 8) {
            throw new MpiException("the objects of all ranks have " + total + " bytes, more than one message can hold");
        }
        return (int) total;
    }

    private static <T> List<T> values(Class<T> type, byte[] all, int[] lengths) {
        List<T> values = new ArrayList<>();
        int from = 0;
        for (int length : lengths) {
            values.add(value(type, Arrays.copyOfRange(all, from, from + length)));
            from += length;
        }
        return values;
    }

    private static byte[] bytes(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new MpiException("cannot serialize " + value.getClass().getName() + ": " + e, e);
        }
        return bytes.toByteArray();
    }

    private static <T> T value(Class<T> type, byte[] bytes) {
        Object value;
        try (ObjectInputStream in = new ClassLoading(bytes, type.getClassLoader())) {
            value = in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new MpiException("cannot read a received " + type.getName() + ": " + e, e);
        }
        if (value != null && !type.isInstance(value)) {
            throw new MpiException(
                    "received a " + value.getClass().getName() + " where a " + type.getName() + " was expected");
        }
        return type.cast(value);
    }

    /** Looks classes up where the expected type comes from. */
    private static final class ClassLoading extends ObjectInputStream {
        private final ClassLoader loader;

        ClassLoading(byte[] bytes, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}

package org.parhelion.mpi.profile;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rank 0's side of the watchdog: where the processes of the other ranks report to. Used by one thread. */
final class HangServer {
    /** What a client sends: how far its rank is. */
    static final byte PROGRESS = 1;
    /** What a client sends: place and stack of its rank. */
    static final byte SNAPSHOT = 2;
    /** What rank 0 sends: tell where you are. */
    static final byte ASK = 3;
    /** What rank 0 sends: the job ends. */
    static final byte END = 4;

    private static final int MOST = 1 << 20;

    private final ServerSocketChannel socket;
    private final Address address;
    private final List<Remote> ranks = new ArrayList<>();
    private final List<Connection> unknown = new ArrayList<>();

    HangServer(int size) throws IOException {
        socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(0), size);
        socket.configureBlocking(false);
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        address = new Address(
                InetAddress.getLocalHost().getHostName(), ownAddresses(), port, new SecureRandom().nextLong());
        for (int rank = 1; rank < size; rank++) {
            ranks.add(new Remote(rank));
        }
    }

    /**
     * Where rank 0 listens.
     *
     * @param hosts addresses of its machine, any of which may be the one that others can reach
     * @param token what a process must know to be listened to
     */
    record Address(String hostName, ArrayList<String> hosts, int port, long token) implements Serializable {
        static final Address NONE = new Address("", new ArrayList<>(), 0, 0);
    }

    private static ArrayList<String> ownAddresses() throws IOException {
        ArrayList<String> hosts = new ArrayList<>();
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (card.isUp() && !card.isLoopback()) {
                for (InetAddress own : Collections.list(card.getInetAddresses())) {
                    if (!own.isLinkLocalAddress()) {
                        hosts.add(own.getHostAddress());
                    }
                }
            }
        }
        return hosts;
    }

    Address address() {
        return address;
    }

    List<Remote> ranks() {
        return ranks;
    }

    /** Takes what has come; never waits. */
    void receive() {
        try {
            for (SocketChannel next = socket.accept(); next != null; next = socket.accept()) {
                next.configureBlocking(false);
                unknown.add(new Connection(next));
            }
        } catch (IOException full) {
            // those that could not be accepted are silent ranks
        }
        unknown.removeIf(it -> it.isIdentified(address.token, ranks) || it.isClosed());
        ranks.forEach(Remote::receive);
    }

    void endAll() {
        ranks.forEach(rank -> rank.send(END));
    }

    /** A rank of another process. One that has never been heard of makes no progress, and gives no answer. */
    static final class Remote implements HangMonitor.Watched {
        private final int rank;
        private Connection connection;
        private long progress;
        private HangReport.Snapshot snapshot;

        Remote(int rank) {
            this.rank = rank;
        }

        private void receive() {
            while (connection != null && connection.hasMessage()) {
                ByteBuffer message = connection.takeMessage();
                if (message.get() == PROGRESS) {
                    progress = message.getLong();
                } else {
                    String[] parts =
                            StandardCharsets.UTF_8.decode(message).toString().split("\n", 2);
                    snapshot = new HangReport.Snapshot(rank, parts[0], parts[1]);
                }
            }
        }

        private void send(byte what) {
            if (connection != null) {
                connection.send(what);
            }
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public long progress() {
            return progress;
        }

        @Override
        public boolean isDone() {
            return connection != null && connection.isClosed() && snapshot == null;
        }

        @Override
        public void ask() {
            send(ASK);
        }

        @Override
        public HangReport.Snapshot answer() {
            return snapshot;
        }
    }

    /** One socket, and the bytes that have come so far. A message is its length in four bytes, its kind, its contents. */
    private static final class Connection {
        private final SocketChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(256);
        private boolean closed;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        boolean isClosed() {
            return closed;
        }

        /** The first message of a connection has token and rank. */
        boolean isIdentified(long token, List<Remote> ranks) {
            if (!hasMessage()) {
                return false;
            }
            ByteBuffer hello = takeMessage();
            int rank =
                    hello.remaining() == 13 && hello.get() == PROGRESS && hello.getLong() == token ? hello.getInt() : 0;
            if (rank >= 1 && rank <= ranks.size()) {
                ranks.get(rank - 1).connection = this;
            } else {
                close();
            }
            return true;
        }

        boolean hasMessage() {
            read();
            if (buffer.position() < Integer.BYTES) {
                return false;
            }
            int length = buffer.getInt(0);
            if (length < 1 || length > MOST) {
                close();
                return false;
            } else if (buffer.capacity() < length + Integer.BYTES) {
                buffer = ByteBuffer.allocate(length + Integer.BYTES).put(buffer.flip());
                read();
            }
            return buffer.position() >= length + Integer.BYTES;
        }

        ByteBuffer takeMessage() {
            byte[] message = new byte[buffer.getInt(0)];
            buffer.flip().position(Integer.BYTES);
            buffer.get(message).compact();
            return ByteBuffer.wrap(message);
        }

        private void read() {
            try {
                if (!closed && buffer.hasRemaining() && channel.read(buffer) < 0) {
                    close();
                }
            } catch (IOException lost) {
                close();
            }
        }

        void send(byte what) {
            try {
                channel.write(ByteBuffer.wrap(new byte[] {what}));
            } catch (IOException lost) {
                close();
            }
        }

        private void close() {
            closed = true;
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // closed all the same
            }
        }
    }
}

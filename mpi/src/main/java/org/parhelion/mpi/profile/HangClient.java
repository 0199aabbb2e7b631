package org.parhelion.mpi.profile;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The watchdog's side of a process that is not rank 0: tells how far its rank is, and where when it is asked. */
final class HangClient {
    private static final int CONNECT_MILLIS = 3000;

    private final Socket socket;
    private final Profile profile;
    private final Runnable end;

    private HangClient(Socket socket, Profile profile, Runnable end) {
        this.socket = socket;
        this.profile = profile;
        this.end = end;
    }

    /**
     * Connects to rank 0.
     *
     * @param end what to do when the job is to end
     * @throws IOException rank 0 cannot be reached
     */
    static void start(HangServer.Address address, Duration interval, Profile profile, Runnable end) throws IOException {
        HangClient client = new HangClient(connect(address), profile, end);
        client.socket.setSoTimeout((int) interval.toMillis());
        client.socket.setTcpNoDelay(true);
        DataOutputStream out = new DataOutputStream(client.socket.getOutputStream());
        out.writeInt(13);
        out.writeByte(HangServer.PROGRESS);
        out.writeLong(address.token());
        out.writeInt(profile.rank());
        Thread thread = new Thread(client::report, "hang-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static Socket connect(HangServer.Address address) throws IOException {
        List<InetAddress> candidates = new ArrayList<>();
        if (InetAddress.getLocalHost().getHostName().equals(address.hostName())) {
            candidates.add(InetAddress.getLoopbackAddress());
        }
        for (String host : address.hosts()) {
            candidates.add(InetAddress.getByName(host));
        }
        IOException failure = new IOException("rank 0 has no network address");
        for (InetAddress candidate : candidates) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(candidate, address.port()), CONNECT_MILLIS);
                return socket;
            } catch (IOException notThisOne) {
                failure = notThisOne;
                socket.close();
            }
        }
        throw failure;
    }

    private void report() {
        try (socket) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int order = 0; order >= 0 && !profile.isDone(); order = order(out)) {
                if (order == HangServer.ASK) {
                    HangReport.Snapshot mine = HangReport.Snapshot.of(profile);
                    send(
                            out,
                            HangServer.SNAPSHOT,
                            (mine.place() + '\n' + mine.stack()).getBytes(StandardCharsets.UTF_8));
                } else if (order == HangServer.END) {
                    end.run();
                }
            }
        } catch (IOException closed) {
            // the rank is done, or rank 0 is
        }
    }

    /** Tells how far the rank is, and waits a moment for an order; 0 for none, −1 when there will be none. */
    private int order(DataOutputStream out) throws IOException {
        long progress = profile.progress();
        byte[] message = new byte[Long.BYTES];
        for (int n = 0; n < message.length; n++) {
            message[n] = (byte) (progress >>> 56 - 8 * n);
        }
        send(out, HangServer.PROGRESS, message);
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException none) {
            return 0;
        }
    }

    private static void send(DataOutputStream out, byte what, byte[] contents) throws IOException {
        byte[] message = new byte[contents.length + 5];
        int length = contents.length + 1;
        for (int n = 0; n < 4; n++) {
            message[n] = (byte) (length >>> 24 - 8 * n);
        }
        message[4] = what;
        System.arraycopy(contents, 0, message, 5, contents.length);
        out.write(message);
    }
}

package org.parhelion.mpi;

import java.nio.Buffer;
import java.util.Optional;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.TransportCommunicator;
import org.parhelion.mpi.spi.TransportException;
import org.parhelion.mpi.spi.TransportRequest;

/** The messages from rank to rank of a communicator. */
final class PointToPoint {
    private final TransportCommunicator channel;
    private final StagingPool pool;
    private final Traffic traffic;

    PointToPoint(TransportCommunicator channel, StagingPool pool, Traffic traffic) {
        this.channel = channel;
        this.pool = pool;
        this.traffic = traffic;
    }

    private MpiException failed(String operation, int peer, int tag, TransportException cause) {
        String from = peer == Communicator.ANY_SOURCE ? "any source" : "rank " + peer;
        String with = tag == Communicator.ANY_TAG ? "any tag" : "tag " + tag;
        return new MpiException(
                operation + " failed on rank " + channel.rank() + " of " + channel.size() + " (" + from + ", " + with
                        + "): " + cause.getMessage(),
                cause);
    }

    void send(Object data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        if (destination == Communicator.NO_RANK) {
            return;
        }
        Carriage out = Carriage.outgoing(data, type, pool);
        traffic.sends(out.payload);
        long since = traffic.waits("send", destination, tag);
        try {
            channel.send(out.payload, destination, tag);
        } catch (TransportException e) {
            throw failed("send", destination, tag, e);
        }
        traffic.waited(since, destination);
        out.release();
    }

    Status recv(Object data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        if (source == Communicator.NO_RANK) {
            return NoTransfer.STATUS;
        }
        Carriage in = Carriage.incoming(data, type, pool);
        Status status;
        long since = traffic.waits("recv", source, tag);
        try {
            status = channel.recv(in.payload, source, tag);
        } catch (TransportException e) {
            throw failed("recv", source, tag, e);
        }
        traffic.waited(since, status.source());
        in.arrived(status.bytes() / type.bytes());
        in.release();
        return status;
    }

    Status sendRecv(Object sent, int destination, int sendTag, Object received, int source, int receiveTag) {
        ElementType sentType = checkSend(sent, "sent", destination, sendTag);
        ElementType receivedType = checkReceive(received, "received", source, receiveTag);
        if (destination == Communicator.NO_RANK) {
            return recv(received, source, receiveTag);
        } else if (source == Communicator.NO_RANK) {
            send(sent, destination, sendTag);
            return NoTransfer.STATUS;
        }
        Carriage out = Carriage.outgoing(sent, sentType, pool);
        Carriage in = Carriage.incoming(received, receivedType, pool);
        Status status;
        traffic.sends(out.payload);
        long since = traffic.waits("sendRecv", source, receiveTag);
        try {
            status = channel.sendRecv(out.payload, destination, sendTag, in.payload, source, receiveTag);
        } catch (TransportException e) {
            throw failed("sendRecv to rank " + destination + ", tag " + sendTag + ", and from", source, receiveTag, e);
        }
        traffic.waited(since, status.source());
        in.arrived(status.bytes() / receivedType.bytes());
        out.release();
        in.release();
        return status;
    }

    private ElementType checkSend(Object data, String role, int destination, int tag) {
        ElementType type = Elements.type(data, role);
        if (destination != Communicator.NO_RANK) {
            Arguments.peer(destination, channel.size(), "destination");
        }
        Arguments.tag(tag);
        return type;
    }

    private ElementType checkReceive(Object data, String role, int source, int tag) {
        ElementType type = Elements.type(data, role);
        Elements.requireWritable(data, role);
        checkEnvelope(source, tag);
        return type;
    }

    private void checkEnvelope(int source, int tag) {
        if (source != Communicator.NO_RANK) {
            Arguments.source(source, channel.size());
        }
        Arguments.receiveTag(tag);
    }

    Status probe(int source, int tag) {
        checkEnvelope(source, tag);
        if (source == Communicator.NO_RANK) {
            return NoTransfer.STATUS;
        }
        long since = traffic.waits("probe", source, tag);
        Status status;
        try {
            status = channel.probe(source, tag);
        } catch (TransportException e) {
            throw failed("probe", source, tag, e);
        }
        traffic.waited(since, status.source());
        return status;
    }

    Optional<Status> probeNow(int source, int tag) {
        checkEnvelope(source, tag);
        if (source == Communicator.NO_RANK) {
            return Optional.of(NoTransfer.STATUS);
        }
        try {
            return channel.probeNow(source, tag);
        } catch (TransportException e) {
            throw failed("probeNow", source, tag, e);
        }
    }

    Request isend(Object data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        if (destination == Communicator.NO_RANK) {
            return new NoTransfer();
        }
        Carriage out = Carriage.outgoing(data, type, pool);
        try {
            TransportRequest request = channel.isend(out.payload, destination, tag);
            traffic.sends(out.payload);
            return Transfer.sending(request, out, destination, tag, "isend", channel.rank(), traffic);
        } catch (TransportException e) {
            throw failed("isend", destination, tag, e);
        }
    }

    Request irecv(Object data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        if (source == Communicator.NO_RANK) {
            return new NoTransfer();
        }
        Carriage in = Carriage.incoming(data, type, pool);
        try {
            TransportRequest request = channel.irecv(in.payload, source, tag);
            return Transfer.receiving(request, in, source, tag, "irecv", channel.rank(), traffic);
        } catch (TransportException e) {
            throw failed("irecv", source, tag, e);
        }
    }

    PersistentRequest sendInit(Buffer data, int destination, int tag) {
        ElementType type = checkSend(data, "data", destination, tag);
        requireTransportable(data);
        if (destination == Communicator.NO_RANK) {
            return new NoTransfer();
        }
        Carriage out = Carriage.incoming(data, type, pool);
        try {
            TransportRequest request = channel.sendInit(out.payload, destination, tag);
            return PersistentTransfer.sending(request, out, destination, tag, channel.rank(), traffic);
        } catch (TransportException e) {
            throw failed("sendInit", destination, tag, e);
        }
    }

    PersistentRequest recvInit(Buffer data, int source, int tag) {
        ElementType type = checkReceive(data, "data", source, tag);
        requireTransportable(data);
        if (source == Communicator.NO_RANK) {
            return new NoTransfer();
        }
        Carriage in = Carriage.incoming(data, type, pool);
        try {
            return PersistentTransfer.receiving(
                    channel.recvInit(in.payload, source, tag), in, source, tag, channel.rank(), traffic);
        } catch (TransportException e) {
            throw failed("recvInit", source, tag, e);
        }
    }

    private static void requireTransportable(Buffer data) {
        if (!Elements.isTransportable(data)) {
            throw new IllegalArgumentException("a persistent request needs a direct buffer in native byte order, got "
                    + data + "; make it with ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())");
        }
    }
}

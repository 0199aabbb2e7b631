/* Entry points of org.parhelion.mpi.openmpi.PromptSockets. */
#include <arpa/inet.h>
#include <dirent.h>
#include <jni.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>

/* A TCP connection to this very machine? */
static int is_loopback(int descriptor) {
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    if (getpeername(descriptor, (struct sockaddr *)&peer, &size) != 0) {
        return 0;
    }
    if (peer.ss_family == AF_INET) {
        return ntohl(((struct sockaddr_in *)&peer)->sin_addr.s_addr) >> 24 == 127;
    }
    return peer.ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)&peer)->sin6_addr);
}

/* Sets TCP_NODELAY on each of them and returns how many there are; -1 where the system does not list descriptors. */
JNIEXPORT jint JNICALL Java_org_parhelion_mpi_openmpi_PromptSockets_sendAtOnce(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        return -1;
    }
    int count = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        int descriptor = atoi(entry->d_name);
        int on = 1;
        if (descriptor > 2 && is_loopback(descriptor)
            && setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0) {
            count++;
        }
    }
    closedir(folder);
    return count;
}

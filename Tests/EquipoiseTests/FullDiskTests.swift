// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// The program on a disk that is filled to its last byte, and on one that fails.
///
/// Mounting a disk takes root; a limit on files, which anybody may set, stands in for one
/// elsewhere.
@Suite struct FullDiskTests {
    /// What the scripts below have in common.
    private static let prelude = """
        import atexit, json, os, shutil, signal, socket, sqlite3, subprocess
        import sys, time, zipfile
        import urllib.error, urllib.request
        program = os.environ['equipoise']
        disk = os.path.abspath('disk')
        def serve(*flags, log='log', **more):
            command = [program, 'serve', '--port', '0', '--data', disk + '/data', *flags]
            server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=open(log, 'ab'),
                                      **more)
            atexit.register(server.kill)
            line = server.stdout.readline().decode()
            assert line, open(log).read()
            server.url = line.split()[-1]
            return server
        def ask(server, path, method='GET', body=None, type='application/zip'):
            request = urllib.request.Request(server.url + path, data=body, method=method)
            if body is not None: request.add_header('Content-Type', type)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    text = answer.read()
                    return answer.status, json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                return error.code, json.loads(error.read())
        def post(server, zip, query=''):
            return ask(server, '/v1/jobs?' + query, 'POST', open(zip, 'rb').read())
        def order(server, dataset, **options):
            body = json.dumps(dict(options, dataset=dataset)).encode()
            return ask(server, '/v1/jobs', 'POST', body, 'application/json')
        def until(server, id, condition):
            for _ in range(1200):
                job = ask(server, '/v1/jobs/' + id)[1]
                if condition(job): return job
                time.sleep(0.02)
            sys.exit(f'never came to it: {job}')
        def done(server, id):
            return until(server, id, lambda job: job['done'])
        def free():
            found = os.statvfs(disk)
            return found.f_bavail * found.f_frsize
        def fill(name='filler', leaving=0):
            # To the last byte, whatever comes and goes meanwhile.
            with open(f'{disk}/{name}', 'ab', buffering=0) as file:
                while True:
                    left = free() - leaving
                    try:
                        if left <= 0 and leaving: return
                        file.write(bytes(max(4096, min(left, 1 << 20))))
                    except OSError:
                        return
        def empty(name='filler'):
            os.remove(f'{disk}/{name}')
        def files():
            return [name for _, _, names in os.walk(disk + '/data') for name in names]
        def end(server):
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0, (server.returncode, open('log').read()[-2000:])
            # Elsewhere: on a full disk a second reader has no room of its own.
            for name in os.listdir(disk + '/data'):
                if name.startswith('jobs.sqlite'): shutil.copy(f'{disk}/data/{name}', '.')
            store = sqlite3.connect('jobs.sqlite')
            assert store.execute('PRAGMA integrity_check').fetchall() == [('ok',)]
            store.close()
            for name in os.listdir('.'):
                if name.startswith('jobs.sqlite'): os.remove(name)
        floors = [
            '--min-free-bytes', '2097152', '--stop-free-bytes', '1048576',
            '--ballast-bytes', '1048576'
        ]

        """

    private func run(_ script: String, in directory: Directory) throws {
        try Program.makeDataset(in: directory)
        try directory.write(Array((Self.prelude + script).utf8), to: "script.py")
        try Program.output("export equipoise\ntimeout 120 python3 script.py", in: directory)
    }

    private func onSmallDisk(_ script: String) throws {
        try withSmallDisk(megabytes: 64) { outside, _ throws in try run(script, in: outside) }
    }

    private func inFolder(_ script: String) throws {
        try withTemporaryDirectory { directory in try run(script, in: directory) }
    }

    /// The upload is told, leaves no trace, and the next one is taken when there is room.
    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func refusesAnUploadThatFillsTheDisk() throws {
        try onSmallDisk(
            """
            server = serve(*floors)
            host, port = server.url.rsplit('/', 1)[1].split(':')
            client = socket.create_connection((host, int(port)))
            client.sendall(b'POST /v1/jobs HTTP/1.1\\r\\nHost: localhost\\r\\n'
                           b'Content-Length: 4000000\\r\\n\\r\\n')
            client.sendall(bytes(1000000))
            time.sleep(0.3)
            fill()
            client.sendall(bytes(1000000))
            client.settimeout(20)
            answer = client.recv(65536).decode()
            assert ' 507 ' in answer and '"retriable":true' in answer, answer
            while client.recv(65536): pass
            for _ in range(100):
                if not [name for name in files() if name.endswith('.part')]: break
                time.sleep(0.05)
            else: sys.exit('a trace')
            time.sleep(1.5)
            status, ready = ask(server, '/readyz')
            assert status == 503 and ready['reasons'] == ['disk-full', 'work-paused'], ready
            status, problem = post(server, 'dataset.zip')
            assert status == 507, problem
            empty()
            time.sleep(1.5)
            assert ask(server, '/readyz')[0] == 200
            status, job = post(server, 'dataset.zip', 'size=64')
            assert status == 202, job
            assert done(server, job['id'])['state'] == 'succeeded'
            end(server)
            """
        )
    }

    /// The job that runs fails, the next one waits, and both come through when there is room.
    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func failsTheJobThatFillsTheDiskAndKeepsTheOthers() throws {
        try onSmallDisk(
            """
            server = serve(*floors)
            status, first = post(server, 'dataset.zip', 'size=1024')
            assert status == 202, first
            dataset = first['dataset']['id']
            status, second = order(server, dataset, size='64')
            assert status == 202, second
            until(server, first['id'], lambda job: job['progress']['done'] > 0)
            fill()
            first = done(server, first['id'])
            assert first['state'] == 'failed' and first['error']['retriable'] is True, first
            assert first['error']['type'] == '/problems/insufficient-storage'
            assert dataset in first['error']['detail']
            assert not [name for name in files() if first['id'] in name]
            fill('more')
            time.sleep(1.5)
            status, ready = ask(server, '/readyz')
            assert status == 503 and 'work-paused' in ready['reasons'], ready
            assert ask(server, '/v1/jobs/' + second['id'])[1]['state'] == 'queued'
            assert order(server, dataset)[0] == 507
            # What is there can be removed, on a disk without a byte.
            assert ask(server, '/v1/jobs/' + first['id'], 'DELETE')[0] == 204
            empty(); empty('more')
            second = done(server, second['id'])
            assert second['state'] == 'succeeded', second
            status, third = order(server, dataset, size='1024')
            assert status == 202, third
            third = done(server, third['id'])
            assert third['state'] == 'succeeded', third
            for job in second, third:
                assert zipfile.ZipFile(f"{disk}/data/archives/{job['id']}.zip").testzip() is None
            end(server)
            """
        )
    }

    /// After `kill -9`, without a ballast and without a byte, it serves, and goes on with room.
    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func startsOnADiskWithoutAByte() throws {
        try onSmallDisk(
            """
            server = serve(*floors)
            status, done_job = post(server, 'dataset.zip', 'size=64')
            done_job = done(server, done_job['id'])
            status, first = post(server, 'dataset.zip', 'size=1024')
            assert status == 202, first
            until(server, first['id'], lambda job: job['progress']['done'] > 0)
            server.kill(); server.wait()
            # Without its ballast, and without a byte.
            os.truncate(disk + '/data/ballast', 0)
            fill()
            server = serve(*floors)
            fill('more')
            time.sleep(1.2)
            assert ask(server, '/v1/jobs')[0] == 200
            url = f"{server.url}/v1/jobs/{done_job['id']}/archive"
            with urllib.request.urlopen(url) as archive:
                assert len(archive.read()) == done_job['archive']['bytes']
            end(server)
            server = serve(*floors)
            assert ask(server, '/v1/jobs/' + done_job['id'], 'DELETE')[0] == 204
            empty(); empty('more')
            first = done(server, first['id'])
            assert first['state'] == 'succeeded', first
            end(server)
            """
        )
    }

    /// Whoever keeps the log on the same disk loses lines, not the service.
    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func goesOnWhereItsLogCannotBeWritten() throws {
        try onSmallDisk(
            """
            # The log and what is said at the start go to a disk without a byte.
            fill()
            os.makedirs('data', exist_ok=True)
            out = open(f'{disk}/out', 'wb')
            with socket.create_server(('127.0.0.1', 0)) as free_one:
                port = str(free_one.getsockname()[1])
            server = subprocess.Popen([program, 'serve', '--port', port, '--data', 'data',
                                       '--log-level', 'debug'], stdout=out, stderr=out)
            atexit.register(server.kill)
            server.url = 'http://127.0.0.1:' + port
            for _ in range(200):
                try: ask(server, '/livez'); break
                except OSError: time.sleep(0.05)
            status, job = post(server, 'dataset.zip', 'size=64')
            assert status == 202, job
            assert done(server, job['id'])['state'] == 'succeeded'
            assert os.path.getsize(f'{disk}/out') == 0
            server.send_signal(signal.SIGTERM)
            assert server.wait(30) == 0
            """
        )
    }

    /// A file that may grow no more is a full disk, and no signal ends the process (SIGXFSZ).
    @Test func takesALimitOnFilesForAFullDisk() throws {
        try inFolder(
            """
            import resource
            limit = 5_000_000
            os.makedirs(disk)
            def confine(): resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            server = serve('--ballast-bytes', '0', '--min-free-bytes', '0', preexec_fn=confine)
            status, problem = ask(server, '/v1/jobs', 'POST', bytes(limit + 1))
            assert status == 507 and problem['retriable'] is True, problem
            status, first = post(server, 'dataset.zip', 'size=1500')
            assert status == 202, first
            dataset = first['dataset']['id']
            first = done(server, first['id'])
            assert first['state'] == 'failed' and first['error']['retriable'] is True, first
            assert first['error']['type'] == '/problems/insufficient-storage', first
            assert not [name for name in files() if first['id'] in name], files()
            status, second = order(server, dataset, size='32')
            assert status == 202 and done(server, second['id'])['state'] == 'succeeded', second
            assert ask(server, '/livez')[0] == 200
            end(server)
            """
        )
    }

    /// What an fsync has failed for is lost: nothing more is written until a new start.
    @Test(.enabled(if: Shell.has("strace"), "strace makes the calls fail"))
    func writesNothingMoreOnceAnFsyncHasFailed() throws {
        try inFolder(
            """
            trace = ['strace', '-f', '-qq', '-o', 'trace', '-e', 'trace=fsync,fdatasync']
            server = serve('--ballast-bytes', '0', '--min-free-bytes', '0')
            status, kept = post(server, 'dataset.zip', 'size=64')
            assert done(server, kept['id'])['state'] == 'succeeded'
            # It is inspected once there is nothing else to do, which is written down, too.
            for _ in range(400):
                if ask(server, '/v1/datasets/' + kept['dataset']['id'])[1]['inspection']: break
                time.sleep(0.05)
            trace += ['-e', 'inject=fsync,fdatasync:error=EIO', '-p', str(server.pid)]
            tracer = subprocess.Popen(trace)
            atexit.register(tracer.kill)
            time.sleep(1)
            # The blob's own fsync comes first: that upload is lost, and nothing of it stays.
            status, problem = post(server, 'dataset.zip', 'size=64&seed=1')
            assert status == 500, problem
            assert len([name for name in files() if name.endswith(('.part', '.zip'))]) == 2, files()
            # This needs no blob: the store's is the first that fails.
            status, problem = order(server, kept['dataset']['id'], size='64')
            assert status == 503 and problem['type'] == '/problems/storage-failed', problem
            tracer.terminate(); tracer.wait()
            # The disk is sound again, and nothing is written: what the kernel dropped is gone.
            status, ready = ask(server, '/readyz')
            assert status == 503 and ready['reasons'] == ['store-failed'], ready
            assert post(server, 'dataset.zip')[0] == 503
            assert ask(server, '/v1/jobs/' + kept['id'], 'DELETE')[0] == 503
            assert ask(server, '/v1/jobs/' + kept['id'])[0] == 200
            end(server)
            server = serve('--min-free-bytes', '0')
            assert ask(server, '/readyz')[0] == 200
            assert ask(server, '/v1/jobs/' + kept['id'])[1]['state'] == 'succeeded'
            assert post(server, 'dataset.zip')[0] == 202
            end(server)
            """
        )
    }
}

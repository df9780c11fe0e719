"""An upload that the death of the server cuts off leaves nothing half; one that was acknowledged is there."""
import http.client
import struct
import unittest
import zlib

from installation import Installation


def png(width=64, height=64):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(3 * width) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"tEXt", b"Comment\0GPS 16.4419N 102.8360E") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class AttachmentSurvivesKill(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.remove)
        self.installation.begin_province()
        self.installation.start()
        self.session = self.installation.session()
        child = {"given_name": "ทดสอบ", "surname": "ระบบ", "nickname": "", "citizen_id": "", "birth_date": "2015-01-01",
                 "guardian_name": "", "phone": "", "house_no": "", "village_no": "", "village_name": "", "last_school": ""}
        self.case = self.session.post("/cases?purpose=care", {"origin": "by_hand", "child": child,
                                                               "subdistrict_code": "400101"})["id"]
        self.path = f"/attachments?purpose=care&subject_kind=case&subject_id={self.case}&filename=photo.png"

    def listed(self):
        return self.session.get(f"/attachments?purpose=care&subject_kind=case&subject_id={self.case}")

    def files(self):
        uploads = self.installation.data / "uploads"
        return sorted(file.name for file in uploads.iterdir()) if uploads.exists() else []

    def test_a_kill_in_an_upload_leaves_nothing_half(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.installation.port)
        connection.putrequest("POST", "/api/v1" + self.path)
        connection.putheader("Cookie", "; ".join(f"{k}={v}" for k, v in self.session.cookies.items()))
        connection.putheader("X-CSRF-Token", self.session.csrf_token)
        connection.putheader("Content-Length", "1000000")
        connection.endheaders(png()[:40])
        self.installation.kill()
        connection.close()
        self.installation.start()
        self.session = self.installation.session()
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.files(), [])

    def test_what_was_acknowledged_is_there_after_a_kill_without_what_it_told(self):
        sent = self.session.request("POST", self.path, png(), "application/octet-stream")
        self.installation.kill()
        self.installation.start()
        self.session = self.installation.session()
        self.assertEqual([each["id"] for each in self.listed()], [sent["id"]])
        back = self.session.bytes(f"/attachments/{sent['id']}/file?purpose=care")
        self.assertTrue(back.startswith(b"\x89PNG"))
        self.assertNotIn(b"16.4419N", back)
        self.assertEqual(len(self.files()), 1)
        on_disk = (self.installation.data / "uploads" / self.files()[0]).read_bytes()
        self.assertNotIn(b"IHDR", on_disk)


if __name__ == "__main__":
    unittest.main()

export const attachments = {
  'attachment.title': 'ภาพและเอกสาร',
  'attachment.none': 'ยังไม่มีภาพหรือเอกสาร',
  'attachment.add': 'เพิ่มภาพหรือเอกสาร',
  'attachment.hint': 'JPEG, PNG, WebP หรือ PDF ไฟล์ละไม่เกิน 20 MB ตำแหน่งและเวลาที่ถ่ายจะถูกลบออกก่อนเก็บ',
  'attachment.sending': 'กำลังส่ง {name} · {share}',
  'attachment.too_large': '{name} ใหญ่เกิน 20 MB ลดขนาดแล้วส่งอีกครั้ง',
  'attachment.remove': 'ลบ',
  'attachment.remove_for_good': 'ลบถาวร',
} as const;

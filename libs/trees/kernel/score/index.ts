/** Exact SHAP and prediction: what the host calls. */
export function version(): i32 {
  return 1;
}

import koffi, { type LibraryHandle } from 'koffi';

/** A pointer into the library's memory: a DMatrix, a booster or a buffer. */
export type Pointer = bigint;
/** Where C writes a result: a list of one, filled by the call. */
export type Out<T> = [T | null];

/**
 * The part of XGBoost's C interface that we use, under its own names; a function that returns a number returns
 * 0, or −1 with the reason in `XGBGetLastError` of the same operating system thread. Numbers of type `bst_ulong`
 * come back as number or bigint.
 */
export interface XgboostApi {
  XGBoostVersion(major: Out<number>, minor: Out<number>, patch: Out<number>): void;
  XGBGetLastError(): string;
  XGDMatrixCreateFromDense(data: string, config: string, out: Out<Pointer>): number;
  XGProxyDMatrixCreate(out: Out<Pointer>): number;
  XGProxyDMatrixSetDataDense(handle: Pointer, data: string): number;
  XGQuantileDMatrixCreateFromCallback(
    iter: Pointer | null,
    proxy: Pointer,
    ref: Pointer | null,
    reset: Pointer,
    next: Pointer,
    config: string,
    out: Out<Pointer>,
  ): number;
  XGDMatrixSetInfoFromInterface(handle: Pointer, field: string, data: string): number;
  XGDMatrixSetStrFeatureInfo(
    handle: Pointer,
    field: string,
    features: readonly string[],
    size: number,
  ): number;
  XGDMatrixFree(handle: Pointer): number;
  XGBoosterCreate(dmats: readonly Pointer[], len: number, out: Out<Pointer>): number;
  XGBoosterFree(handle: Pointer): number;
  XGBoosterSetParam(handle: Pointer, name: string, value: string): number;
  XGBoosterSetStrFeatureInfo(
    handle: Pointer,
    field: string,
    features: readonly string[],
    size: number,
  ): number;
  XGBoosterGetStrFeatureInfo(
    handle: Pointer,
    field: string,
    len: Out<number | bigint>,
    features: Out<Pointer>,
  ): number;
  XGBoosterGetNumFeature(handle: Pointer, out: Out<number | bigint>): number;
  XGBoosterUpdateOneIter(handle: Pointer, iter: number, dtrain: Pointer): number;
  XGBoosterEvalOneIter(
    handle: Pointer,
    iter: number,
    dmats: readonly Pointer[],
    names: readonly string[],
    len: number,
    result: Out<string>,
  ): number;
  XGBoosterSlice(handle: Pointer, begin: number, end: number, step: number, out: Out<Pointer>): number;
  XGBoosterSaveModelToBuffer(
    handle: Pointer,
    config: string,
    len: Out<number | bigint>,
    buffer: Out<Pointer>,
  ): number;
  XGBoosterLoadModelFromBuffer(handle: Pointer, buffer: Uint8Array, len: number): number;
  XGBoosterPredictFromDense(
    handle: Pointer,
    values: string,
    config: string,
    proxy: Pointer | null,
    shape: Out<Pointer>,
    dim: Out<number | bigint>,
    result: Out<Pointer>,
  ): number;
  XGBoosterPredictFromDMatrix(
    handle: Pointer,
    dmat: Pointer,
    config: string,
    shape: Out<Pointer>,
    dim: Out<number | bigint>,
    result: Out<Pointer>,
  ): number;
}

/**
 * The C prototypes, as the header has them but for two things: handles and callbacks are `void *`, and `_Out_`
 * marks what the function fills. `c-api.test.ts` compares them with the header.
 */
export const PROTOTYPES: Readonly<Record<keyof XgboostApi, string>> = {
  XGBoostVersion: 'void XGBoostVersion(_Out_ int *major, _Out_ int *minor, _Out_ int *patch)',
  XGBGetLastError: 'const char *XGBGetLastError(void)',
  XGDMatrixCreateFromDense:
    'int XGDMatrixCreateFromDense(const char *data, const char *config, _Out_ void **out)',
  XGProxyDMatrixCreate: 'int XGProxyDMatrixCreate(_Out_ void **out)',
  XGProxyDMatrixSetDataDense: 'int XGProxyDMatrixSetDataDense(void *handle, const char *c_interface_str)',
  XGQuantileDMatrixCreateFromCallback:
    'int XGQuantileDMatrixCreateFromCallback(void *iter, void *proxy, void *ref, void *reset, void *next, const char *config, _Out_ void **out)',
  XGDMatrixSetInfoFromInterface:
    'int XGDMatrixSetInfoFromInterface(void *handle, const char *field, const char *c_interface_str)',
  XGDMatrixSetStrFeatureInfo:
    'int XGDMatrixSetStrFeatureInfo(void *handle, const char *field, const char **features, uint64_t size)',
  XGDMatrixFree: 'int XGDMatrixFree(void *handle)',
  XGBoosterCreate: 'int XGBoosterCreate(void **dmats, uint64_t len, _Out_ void **out)',
  XGBoosterFree: 'int XGBoosterFree(void *handle)',
  XGBoosterSetParam: 'int XGBoosterSetParam(void *handle, const char *name, const char *value)',
  XGBoosterSetStrFeatureInfo:
    'int XGBoosterSetStrFeatureInfo(void *handle, const char *field, const char **features, uint64_t size)',
  XGBoosterGetStrFeatureInfo:
    'int XGBoosterGetStrFeatureInfo(void *handle, const char *field, _Out_ uint64_t *len, _Out_ void **out_features)',
  XGBoosterGetNumFeature: 'int XGBoosterGetNumFeature(void *handle, _Out_ uint64_t *out)',
  XGBoosterUpdateOneIter: 'int XGBoosterUpdateOneIter(void *handle, int iter, void *dtrain)',
  XGBoosterEvalOneIter:
    'int XGBoosterEvalOneIter(void *handle, int iter, void **dmats, const char **evnames, uint64_t len, _Out_ const char **out_result)',
  XGBoosterSlice:
    'int XGBoosterSlice(void *handle, int begin_layer, int end_layer, int step, _Out_ void **out)',
  XGBoosterSaveModelToBuffer:
    'int XGBoosterSaveModelToBuffer(void *handle, const char *config, _Out_ uint64_t *out_len, _Out_ void **out_dptr)',
  XGBoosterLoadModelFromBuffer:
    'int XGBoosterLoadModelFromBuffer(void *handle, const void *buf, uint64_t len)',
  XGBoosterPredictFromDense:
    'int XGBoosterPredictFromDense(void *handle, const char *values, const char *config, void *m, _Out_ void **out_shape, _Out_ uint64_t *out_dim, _Out_ void **out_result)',
  XGBoosterPredictFromDMatrix:
    'int XGBoosterPredictFromDMatrix(void *handle, void *dmat, const char *config, _Out_ void **out_shape, _Out_ uint64_t *out_dim, _Out_ void **out_result)',
};

/**
 * Opens a shared library and resolves every function of {@link PROTOTYPES} in it.
 *
 * @throws Error with the dynamic linker's words when the file is no such library or lacks a function
 */
export function bindApi(libraryPath: string): XgboostApi {
  const library = koffi.load(libraryPath);
  const bind = (name: keyof XgboostApi): ReturnType<LibraryHandle['func']> => library.func(PROTOTYPES[name]);
  return {
    XGBoostVersion: bind('XGBoostVersion'),
    XGBGetLastError: bind('XGBGetLastError'),
    XGDMatrixCreateFromDense: bind('XGDMatrixCreateFromDense'),
    XGProxyDMatrixCreate: bind('XGProxyDMatrixCreate'),
    XGProxyDMatrixSetDataDense: bind('XGProxyDMatrixSetDataDense'),
    XGQuantileDMatrixCreateFromCallback: bind('XGQuantileDMatrixCreateFromCallback'),
    XGDMatrixSetInfoFromInterface: bind('XGDMatrixSetInfoFromInterface'),
    XGDMatrixSetStrFeatureInfo: bind('XGDMatrixSetStrFeatureInfo'),
    XGDMatrixFree: bind('XGDMatrixFree'),
    XGBoosterCreate: bind('XGBoosterCreate'),
    XGBoosterFree: bind('XGBoosterFree'),
    XGBoosterSetParam: bind('XGBoosterSetParam'),
    XGBoosterSetStrFeatureInfo: bind('XGBoosterSetStrFeatureInfo'),
    XGBoosterGetStrFeatureInfo: bind('XGBoosterGetStrFeatureInfo'),
    XGBoosterGetNumFeature: bind('XGBoosterGetNumFeature'),
    XGBoosterUpdateOneIter: bind('XGBoosterUpdateOneIter'),
    XGBoosterEvalOneIter: bind('XGBoosterEvalOneIter'),
    XGBoosterSlice: bind('XGBoosterSlice'),
    XGBoosterSaveModelToBuffer: bind('XGBoosterSaveModelToBuffer'),
    XGBoosterLoadModelFromBuffer: bind('XGBoosterLoadModelFromBuffer'),
    XGBoosterPredictFromDense: bind('XGBoosterPredictFromDense'),
    XGBoosterPredictFromDMatrix: bind('XGBoosterPredictFromDMatrix'),
  };
}
